/** The page's look: one column of operations beside its index, light or dark as the reader's system says. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--ink:#1c1d20;--soft:#676b73;--line:#e4e4e0;--code:#f3f3f0;--accent:#2451c7;
--get:#1f6f54;--post:#2451c7;--patch:#8a5a00;--delete:#b3261e}
@media(prefers-color-scheme:dark){:root{--bg:#141518;--card:#1b1d21;--ink:#e8e8e6;--soft:#9a9ea7;--line:#2c2f35;--code:#22252a;--accent:#8fb0ff;
--get:#6fcfa9;--post:#8fb0ff;--patch:#e5b566;--delete:#ff9b92}}
*{box-sizing:border-box}@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}pre a{color:var(--accent)}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem 1rem 3rem 1.5rem;border-right:1px solid var(--line)}
nav h1{font-size:1.05rem;margin:0 0 1rem}nav h2{font-size:.72rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.2rem 0 .3rem}
nav a{display:block;padding:.12rem 0;color:inherit;text-decoration:none;font-size:.86rem;overflow-wrap:anywhere}nav a:hover{color:var(--accent)}
main{padding:2rem clamp(1rem,4vw,3.5rem) 6rem;max-width:64rem}main>h2{margin:2.6rem 0 .8rem;font-size:1.25rem;text-transform:capitalize}
header p{color:var(--soft);max-width:46rem}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 .8rem}
summary{cursor:pointer;padding:.75rem 1rem;display:flex;gap:.8rem;align-items:baseline;flex-wrap:wrap;list-style:none}summary::-webkit-details-marker{display:none}
summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:6px}
.m{font:600 .74rem ui-monospace,Menlo,Consolas,monospace;min-width:3.6rem}.get{color:var(--get)}.post,.put{color:var(--post)}.patch{color:var(--patch)}.delete{color:var(--delete)}
code,.p{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.86em}.p{font-weight:600;overflow-wrap:anywhere}.s{color:var(--soft)}
.in{padding:0 1rem 1rem;border-top:1px solid var(--line)}.in h3{font-size:.8rem;margin:1.1rem 0 .4rem;color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.88rem}td,th{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid var(--line)}
th{font-weight:500;white-space:nowrap}td:last-child{width:55%}.w td:last-child{width:90%}.in{scroll-margin-top:3.6rem}pre{background:var(--code);padding:.8rem 1rem;border-radius:8px;overflow:auto;font-size:.82rem;line-height:1.5;margin:.3rem 0}
.role{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:0 .55rem;font-size:.76rem;color:var(--soft);margin-right:.3rem}.req{color:var(--delete)}
@media(max-width:760px){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav section{display:none}}
`;
