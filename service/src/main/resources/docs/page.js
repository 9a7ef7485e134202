// The sign-in of each issuer, with the endpoints that its discovery document names. The page works without an issuer that is away.
async function schemeOf(issuer) {
  try {
    const found = await (await fetch(issuer.discovery)).json();
    const known = found.scopes_supported || ['openid'];
    const scopes = ['openid', 'profile', 'email', 'groups'].filter((scope) => known.includes(scope));
    return {
      type: 'oauth2',
      description: `Sign in at ${issuer.issuer} with the client ${issuer.clientId}`,
      'x-tokenName': issuer.token,
      flows: {
        authorizationCode: {
          authorizationUrl: found.authorization_endpoint,
          tokenUrl: found.token_endpoint,
          scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
        },
      },
    };
  } catch (failure) {
    console.warn(`no sign-in at ${issuer.issuer}: ${failure}`);
    return null;
  }
}

// The published contract does not depend on a configuration, so the page adds the issuers itself.
const withIssuers = (schemes) => () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (contract) => {
          const components = contract.components || {};
          return original({
            ...contract,
            security: [...schemes.map(([name]) => ({ [name]: [] })), ...(contract.security || [])],
            components: {
              ...components,
              securitySchemes: { ...Object.fromEntries(schemes), ...components.securitySchemes },
            },
          });
        },
      },
    },
  },
});

async function show() {
  const { issuers } = await (await fetch('/docs/page.json')).json();
  const schemes = await Promise.all(issuers.map(async (issuer) => [issuer.name, await schemeOf(issuer)]));
  // The validator of the page's maker would get the contract's address, and the address bar must not choose another contract.
  window.ui = SwaggerUIBundle({
    url: '/docs/openapi.yaml',
    dom_id: '#api',
    validatorUrl: null,
    queryConfigEnabled: false,
    persistAuthorization: false,
    deepLinking: true,
    docExpansion: 'list',
    layout: 'BaseLayout',
    oauth2RedirectUrl: `${window.location.origin}/docs/assets/oauth2-redirect.html`,
    plugins: [withIssuers(schemes.filter(([, scheme]) => scheme))],
  });
  const clients = new Set(issuers.map((issuer) => issuer.clientId));
  window.ui.initOAuth({
    clientId: clients.size === 1 ? issuers[0].clientId : '',
    scopes: 'openid',
    usePkceWithAuthorizationCodeGrant: true,
  });
}

show();
