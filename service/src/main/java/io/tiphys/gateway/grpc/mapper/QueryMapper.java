package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.v1.ListWorkflowsRequest;
import io.tiphys.v1.StreamLogsRequest;
import io.tiphys.v1.WatchWorkflowsRequest;
import java.util.OptionalLong;

/** Maps requests to read, list or watch. */
public final class QueryMapper {
    private QueryMapper() {}

    public static ListQuery list(ListWorkflowsRequest request) {
        return new ListQuery(
                FieldMapper.text(request.getLabelSelector()),
                FieldMapper.text(request.getNamePrefix()),
                request.getPageSize() == 0 ? ListQuery.USUAL_PAGE : request.getPageSize(),
                FieldMapper.text(request.getPageToken()));
    }

    public static WatchQuery watch(WatchWorkflowsRequest request) {
        return new WatchQuery(
                FieldMapper.name(request.getName()),
                FieldMapper.text(request.getLabelSelector()),
                FieldMapper.text(request.getResourceVersion()));
    }

    public static LogQuery logs(StreamLogsRequest request) {
        if (request.getTailLines() < 0) {
            throw FieldMapper.invalid("tail-lines", "tail_lines", "The number of lines must not be negative.");
        }
        return new LogQuery(
                FieldMapper.text(request.getPodName()),
                FieldMapper.text(request.getContainer()).orElse(LogQuery.MAIN_CONTAINER),
                request.getFollow(),
                request.getTailLines() == 0 ? OptionalLong.empty() : OptionalLong.of(request.getTailLines()),
                FieldMapper.text(request.getGrep()));
    }
}
