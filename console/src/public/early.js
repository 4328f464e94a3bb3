// Runs before the first paint, so that the page does not flash in another theme or direction.
try {
  const root = document.documentElement;
  const { theme, density, language, list } = JSON.parse(localStorage.getItem('parley.look') ?? '{}');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (density === 'compact') root.dataset.density = density;
  if (Number.isInteger(list)) root.style.setProperty('--list', `${list}px`);
  if (language) root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
} catch {
  // Storage may be forbidden: the system's theme and the browser's language then.
}
