/**
 * Looks inside the page; JavaScript, because it runs there, where the types of Node are none.
 * Every visible text with its contrast (WCAG 2.2, 1.4.3), where that is too little: under 4.5, or under 3 for large text. Colours are
 * what the browser computed; backgrounds are laid over each other down to the page's.
 */
export function poorContrasts(page) {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const read = (css) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top, under) => [0, 1, 2].map((i) => (top[i] ?? 0) * top[3] + (under[i] ?? 0) * (1 - top[3])).concat(1);
    const behind = (element) => {
      if (element === null) return [255, 255, 255, 1];
      const own = read(getComputedStyle(element).backgroundColor);
      return own[3] >= 0.999 ? own : over(own, behind(element.parentElement));
    };
    const light = ([r, g, b]) => {
      const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || element.closest('.spoken, option, script, noscript, :disabled')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const style = getComputedStyle(element);
      const back = behind(element);
      const front = over(read(style.color), back);
      const [a, b] = [light(front), light(back)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      if (ratio < least) poor.push(`${ratio.toFixed(2)} “${text.slice(0, 30)}” .${element.className}`);
    }
    return poor;
  });
}

/** Controls that a screen reader could not name. */
export function unnamedControls(page) {
  return page.evaluate(() => {
    const named = (each) => each.textContent.trim() !== '' || each.getAttribute('aria-label') || document.querySelector(`label[for="${each.id}"]`);
    const controls = [...document.querySelectorAll('button, input, select, textarea')];
    return controls.filter((each) => each.checkVisibility() && !named(each)).map((each) => each.outerHTML);
  });
}
