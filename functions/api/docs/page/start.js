// The reference of the hub that serves this page. "Try it out" calls only that hub, as the page's content security policy requires.
const hub = new URL('./', location.href).href.replace(/\/$/, '');

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// These are for programs only: patterns against NUL and of formats. On the page they would be noise.
const WITHOUT_NUL = '^[^\\u0000]*$';
function readable(keyword, value) {
  return keyword === 'pattern' && (value === WITHOUT_NUL || 'format' in this) ? undefined : value;
}

fetch('openapi.json')
  .then((answer) => answer.text())
  .then((text) => {
    window.SwaggerUIBundle({
      spec: { ...JSON.parse(text, readable), servers: [{ url: hub }] },
      dom_id: '#reference',
      deepLinking: true,
      docExpansion: 'list',
      filter: true,
      // Members of a body are shown with their descriptions; the list of schemas at the end is collapsed.
      defaultModelExpandDepth: 2,
      defaultModelsExpandDepth: 0,
      defaultModelRendering: 'model',
      // No external service validates the document.
      validatorUrl: null,
      // Tokens are not stored after the page is closed.
      persistAuthorization: false,
    });
  })
  .catch((error) => {
    document.getElementById('reference').textContent = `The document cannot be read: ${error.message}`;
  });
