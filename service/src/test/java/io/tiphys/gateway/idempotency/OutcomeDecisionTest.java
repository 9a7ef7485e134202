package io.tiphys.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.OutcomeDecision.Next;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole table: outcome x keyed x effect, and outcome x sight. */
class OutcomeDecisionTest {
    /** One row for each outcome, one column for each sight, in the order of the enumerations. */
    private static final String AFTER_LOOKING = """
            sent       | OURS    DONE_BEFORE OTHER_REQUEST FOREIGN ABSENT     UNREADABLE AWAY
            HELD_BACK  | CREATED REPLAY      REUSED        TAKEN   ANSWER     ANSWER     ANSWER
            NAME_TAKEN | CREATED REPLAY      REUSED        TAKEN   SEND_AGAIN UNREADABLE LOOK_AGAIN
            CONFLICT   | CREATED REPLAY      REUSED        TAKEN   SEND_AGAIN SEND_AGAIN LOOK_AGAIN
            DOUBTFUL   | CREATED REPLAY      REUSED        TAKEN   ANSWER     ANSWER     ANSWER
            FAULT      | CREATED REPLAY      REUSED        TAKEN   ANSWER     SEND_AGAIN LOOK_AGAIN
            UNKNOWN    | CREATED REPLAY      REUSED        TAKEN   SEND_AGAIN SEND_AGAIN LOOK_AGAIN
            """;

    @Test
    void withoutAKeyTheFirstAnswerIsTheLast() {
        for (Effect effect : Effect.values()) {
            for (Sent sent : Sent.values()) {
                assertThat(OutcomeDecision.afterSending(false, effect, sent)).isEqualTo(Next.ANSWER);
            }
        }
    }

    @Test
    void whatDoesNothingThatLastsIsNotResolved() {
        for (Sent sent : Sent.values()) {
            assertThat(OutcomeDecision.afterSending(true, Effect.NONE, sent)).isEqualTo(Next.ANSWER);
        }
    }

    @Test
    void nothingIsSentAgainBeforeALookButWhatSurelyDidNotHappen() {
        for (Effect effect : Set.of(Effect.CREATE, Effect.CHANGE)) {
            for (Sent sent : Sent.values()) {
                Next next = OutcomeDecision.afterSending(true, effect, sent);
                if (next == Next.SEND_AGAIN) {
                    assertThat(sent).isEqualTo(Sent.CONFLICT);
                    assertThat(effect).isEqualTo(Effect.CREATE);
                } else {
                    boolean clear = sent == Sent.DONE || sent == Sent.REFUSED;
                    assertThat(next).isEqualTo(clear ? Next.ANSWER : Next.LOOK);
                }
            }
        }
    }

    @Test
    void decidesAfterALookAsTheTableSays() {
        String[] rows = AFTER_LOOKING.strip().split("\n");
        Set<Sent> seen = EnumSet.of(Sent.DONE, Sent.REFUSED);
        for (int i = 1; i < rows.length; i++) {
            String[] row = rows[i].split("\\|");
            Sent sent = Sent.valueOf(row[0].strip());
            seen.add(sent);
            String[] cells = row[1].strip().split(" +");
            for (Sight sight : Sight.values()) {
                assertThat(OutcomeDecision.afterLooking(sent, sight))
                        .as("%s %s", sent, sight)
                        .isEqualTo(Next.valueOf(cells[sight.ordinal()]));
            }
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(Sent.class));
    }

    @Test
    void tellsANameThatIsTakenFromAnUpdateAtTheSameTimeByTheText() {
        assertThat(Sent.conflict(
                        "workflows.argoproj.io \"a\" already exists, the server was not able to generate a unique"
                                + " name for the object"))
                .isEqualTo(Sent.NAME_TAKEN);
        assertThat(Sent.conflict(
                        "Operation cannot be fulfilled on resourcequotas \"pods\": the object has been modified"))
                .isEqualTo(Sent.CONFLICT);
    }

    @Test
    void everyReasonOfAPortHasAnOutcomeAndOnlySomeAreUnclear() {
        Set<ErrorReason> unclear = EnumSet.noneOf(ErrorReason.class);
        for (ErrorReason reason : ErrorReason.values()) {
            if (Sent.of(Problem.of(reason, "")) != Sent.REFUSED) {
                unclear.add(reason);
            }
        }
        assertThat(unclear)
                .containsExactlyInAnyOrder(
                        ErrorReason.WORKFLOW_ALREADY_EXISTS,
                        ErrorReason.WORKFLOW_CONFLICT,
                        ErrorReason.WORKFLOW_STATE_UNSUITABLE,
                        ErrorReason.TOO_MANY_WORKFLOWS,
                        ErrorReason.ARGO_UNAVAILABLE,
                        ErrorReason.ARGO_BROKEN,
                        ErrorReason.OUTCOME_UNKNOWN);
    }
}
