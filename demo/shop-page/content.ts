/** A product of the demo's shop. */
interface Lamp {
  readonly name: string;
  readonly price: string;
  readonly hue: string;
}
const LAMPS: readonly Lamp[] = [
  { name: 'Moon lamp', price: '€ 64', hue: 'moon' },
  { name: 'Harbour lantern', price: '€ 48', hue: 'harbour' },
  { name: 'Reading light “Pagina”', price: '€ 89', hue: 'pagina' },
];

export interface PageParts {
  readonly widgetUrl: string;
  readonly originId: string;
  readonly language: string;
  readonly title: string;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const lamp = ({ name, price, hue }: Lamp): string =>
  `<li class="lamp"><div class="picture ${hue}" aria-hidden="true"></div><h2>${name}</h2><p>${price}</p></li>`;

/** A page of the shop. Everything that runs or styles is a file, as the page's policy wants it. */
export const pageHtml = ({ widgetUrl, originId, language, title }: PageParts): string => `<!doctype html>
<html lang="${escaped(language)}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <title>${escaped(title)} · Bottega Luna</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/shop.css">
    <script src="/shop.js"></script>
    <script src="${escaped(widgetUrl)}" data-origin="${escaped(originId)}" async></script>
  </head>
  <body>
    <header>
      <a class="brand" href="/">Bottega Luna</a>
      <nav aria-label="Shop"><a href="/">Lamps</a><a href="/delivery">Delivery</a></nav>
      <button id="sign-in" type="button">Sign in as Nadia</button>
    </header>
    <main>
      <h1>${escaped(title)}</h1>
      <p>Lamps made by hand in Bologna. <button id="ask" class="link" type="button">Ask us anything.</button></p>
      <ul class="lamps">${LAMPS.map(lamp).join('')}</ul>
    </main>
  </body>
</html>
`;

export const STYLE = `:root { color-scheme: light dark; font: 16px/1.6 Georgia, serif; color: light-dark(#2b2622, #efe9e1); background: light-dark(#fbf7f1, #191614); }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; padding: 16px 24px; border-bottom: 1px solid light-dark(#e7ddcf, #3a332d); }
.brand { font-size: 1.3rem; font-weight: bold; color: inherit; text-decoration: none; }
nav { display: flex; gap: 16px; flex: 1; }
nav a { color: inherit; }
button { font: inherit; color: inherit; padding: 4px 14px; border: 1px solid currentcolor; border-radius: 99px; background: none; cursor: pointer; }
button.link { padding: 0; border: 0; text-decoration: underline; }
main { max-width: 960px; margin: 0 auto; padding: 24px; }
.lamps { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 24px; padding: 0; list-style: none; }
.lamp h2 { margin: 12px 0 0; font-size: 1.1rem; }
.lamp p { margin: 0; }
.picture { height: 220px; border-radius: 12px; }
.moon { background: radial-gradient(circle at 50% 45%, #fff6da 0 22%, #f1c97a 40%, #6d5540 100%); }
.harbour { background: radial-gradient(circle at 50% 60%, #ffe9c4 0 12%, #c9793f 34%, #22313b 100%); }
.pagina { background: radial-gradient(circle at 30% 30%, #fffdf5 0 16%, #dcd3b8 46%, #7f8a78 100%); }
`;

/** What a shop's own script does with the widget. */
export const SCRIPT = `window.Parley = window.Parley || function () { (window.Parley.q = window.Parley.q || []).push(arguments); };
const signIn = async () => {
  const answer = await fetch('/me.json');
  Parley('identify', await answer.json());
};
if (sessionStorage.getItem('signed-in')) void signIn();
document.addEventListener('DOMContentLoaded', () => {
  const button = document.getElementById('sign-in');
  const show = () => { button.textContent = sessionStorage.getItem('signed-in') ? 'Sign out' : 'Sign in as Nadia'; };
  show();
  document.getElementById('ask').addEventListener('click', () => Parley('open'));
  button.addEventListener('click', () => {
    if (sessionStorage.getItem('signed-in')) {
      sessionStorage.removeItem('signed-in');
      Parley('reset');
    } else {
      sessionStorage.setItem('signed-in', 'yes');
      void signIn();
    }
    show();
  });
});
`;
