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
});
