/**
 * The code of a CloudFront function for the console's addresses: `/inbox/…` and the like are answered with the page, the rest is a file. What follows the last
 * dot of a file's name begins with a letter; ids of tickets end with a number. `base` begins and ends with a slash.
 */
export const pathsCode = (base: string): string => `
function handler(event) {
  var request = event.request;
  var base = ${JSON.stringify(base)};
  if (!(request.uri + '/').startsWith(base)) {
    return request.uri === '/' ? { statusCode: 302, statusDescription: 'Found', headers: { location: { value: base } } } : request;
  }
  if (!/\\.[a-z][a-z0-9]*$/.test(request.uri)) request.uri = base + 'index.html';
  return request;
}
`;
