// The reference of the hub that this page comes from: "Try it out" calls that hub and no other, as the page's policy demands.
const hub = new URL('./', location.href).href.replace(/\/$/, '');

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

// For programs: that no text holds a NUL, and what a format means. Beside every member of a page they are noise.
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
      // Members of a body show with their words; the list of schemas at the end is folded.
      defaultModelExpandDepth: 2,
      defaultModelsExpandDepth: 0,
      defaultModelRendering: 'model',
      // No address of elsewhere is asked whether the document is valid.
      validatorUrl: null,
      // Tokens are forgotten with the page.
      persistAuthorization: false,
    });
  })
  .catch((error) => {
    document.getElementById('reference').textContent = `The document cannot be read: ${error.message}`;
  });
