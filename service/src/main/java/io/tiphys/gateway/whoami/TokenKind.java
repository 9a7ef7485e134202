package io.tiphys.gateway.whoami;

/** The kind of a caller's token, by the authority that accepts it. */
public enum TokenKind {
    /** The environment's cluster accepts the token. */
    KUBERNETES,
    /** An OpenID Connect issuer of the environment signed the token. */
    OPENID_CONNECT,
    /** The environment's JupyterHub accepts the token. */
    JUPYTERHUB,
    /** Only the Argo Server can verify the token. */
    ARGO_SINGLE_SIGN_ON
}
