/**
 * Looks inside the page; JavaScript, because it runs there, where the types of Node are none. Each returns what is wrong, in words. Every function must be
 * complete by itself: the page gets its text alone.
 */

/** 1: buttons in the accent's colour, more than one in a region. */
export const crowdedRegions = (page) =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.background = 'var(--accent)';
    const accent = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const regions = new Map();
    for (const button of document.querySelectorAll('button')) {
      if (!button.checkVisibility({ visibilityProperty: true }) || getComputedStyle(button).backgroundColor !== accent) continue;
      const region = button.closest('[role=dialog], [role=toolbar], header, section, aside, nav, form, main');
      regions.set(region, [...(regions.get(region) ?? []), button.textContent.trim()]);
    }
    return { most: [...regions.values()].filter((names) => names.length > 1).map((names) => names.join(' + ')), all: [...regions.values()].flat() };
  });

/** 3: texts that are cut where their reader begins. */
export const wrongEllipses = (page) =>
  page.evaluate(() => {
    const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/;
    const wrong = [];
    let cut = 0;
    for (const each of document.querySelectorAll('#app *, [role=dialog] *')) {
      const style = getComputedStyle(each);
      if (style.textOverflow !== 'ellipsis' || each.scrollWidth <= each.clientWidth || !each.checkVisibility()) continue;
      cut += 1;
      const letter = /\p{L}/u.exec(each.textContent)?.[0];
      if (letter !== undefined && style.direction !== (RTL.test(letter) ? 'rtl' : 'ltr')) wrong.push(each.textContent.slice(0, 40));
    }
    return { wrong, cut };
  });

/** 4: paddings and gaps that are no multiple of 4 px. Hairlines of 1 and 2 px are none. */
export const offGrid = (page) =>
  page.evaluate(() => {
    const wrong = new Set();
    const SIDES = ['paddingTop', 'paddingBottom', 'paddingLeft', 'paddingRight', 'rowGap', 'columnGap'];
    for (const each of document.querySelectorAll('body *:not(svg, svg *)')) {
      if (!each.checkVisibility()) continue;
      const style = getComputedStyle(each);
      for (const side of SIDES) {
        const value = Number.parseFloat(style[side]);
        if (Number.isFinite(value) && value > 2 && Math.abs(value / 4 - Math.round(value / 4)) > 0.01)
          wrong.add(`${side} ${value} of <${each.tagName.toLowerCase()} class="${each.className}">`);
      }
    }
    return [...wrong];
  });

/** 5: counts and times whose digits have different widths. */
export const looseNumbers = (page) =>
  page.evaluate(() => {
    const wrong = [];
    let seen = 0;
    for (const each of document.querySelectorAll('#app *')) {
      const own = [...each.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.data)
        .join('')
        .trim();
      const isCount = /^[\d.,\s]+\+?$/.test(own) || /^[\d.,]+ \/ [\d.,]+$/.test(own);
      if (!(isCount || (each.tagName === 'TIME' && /\d/.test(own))) || !each.checkVisibility()) continue;
      seen += 1;
      if (!getComputedStyle(each).fontVariantNumeric.includes('tabular-nums'))
        wrong.push(`${own} in <${each.tagName.toLowerCase()} class="${each.className}">`);
    }
    return { wrong, seen };
  });

/** 6: the stop that has the focus: its name, and whether a ring of 2 px shows round it, round its active row or round its box. */
export const ring = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === null || at === document.body) return null;
    const stops = (globalThis.stops ??= []);
    const isNew = !stops.includes(at);
    if (isNew) stops.push(at);
    const hasRing = (each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const row = document.getElementById(at.getAttribute('aria-activedescendant') ?? '');
    const label = at.closest('label');
    const box = at.matches('textarea, input') ? [at.parentElement, at.parentElement?.parentElement, label].filter((each) => each !== null) : [];
    const drawn = [at, ...(row === null ? [] : [row]), ...box, ...(label?.querySelectorAll('*') ?? [])].some(hasRing);
    const { width, height, top, bottom, left, right } = at.getBoundingClientRect();
    const shown = width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const name = at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 30);
    return { isNew, drawn, shown, name: `${at.tagName.toLowerCase()} “${name}”` };
  });

/** The lightness (CIE L*, 0 to 100) of what an element paints: its ground and its border, without colour. */
export const greys = (locator) =>
  locator.evaluate((element) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const lightness = (css) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      const y = 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      return y <= 216 / 24389 ? (y * 24389) / 27 : 116 * Math.cbrt(y) - 16;
    };
    const style = getComputedStyle(element);
    return { ground: lightness(style.backgroundColor), border: lightness(style.borderTopColor) };
  });

/** 14: grounds that are black. */
export const blackGrounds = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const wrong = [];
    for (const each of document.querySelectorAll('html, body, body *:not(svg *)')) {
      if (!each.checkVisibility()) continue;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = getComputedStyle(each).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      if (a > 127 && Math.max(r, g, b) < 8) wrong.push(`<${each.tagName.toLowerCase()} class="${each.className}">`);
    }
    return wrong;
  });

/** 15: the glyphs that show, by lucide's names, and whether they are mirrored. */
export const glyphs = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('svg.lucide')]
      .filter((each) => each.checkVisibility())
      .map((each) => ({
        name: [...each.classList].find((name) => name.startsWith('lucide-')) ?? '',
        isMirrored: new DOMMatrix(getComputedStyle(each).transform).a < 0,
      })),
  );

/** 18: what floats and leaves the window. */
export const outsideWindow = (page, selector) =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)]
        .filter((each) => each.checkVisibility())
        .map((each) => each.getBoundingClientRect())
        .filter(({ left, right, top, bottom }) => left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
        .map(
          ({ left, right, top, bottom }) =>
            `${Math.round(left)}–${Math.round(right)} × ${Math.round(top)}–${Math.round(bottom)} of ${innerWidth} × ${innerHeight}`,
        ),
    selector,
  );

/** 20: whether the page scrolls sideways, and controls that reach over its sides. */
export const sideways = (page) =>
  page.evaluate(() => {
    const over = [...document.querySelectorAll('button, input, textarea, select, a, [role=option]')]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.getBoundingClientRect().width > 1)
      .filter((each) => !(each.closest('[data-scrolls-sideways]') !== null))
      .filter((each) => {
        const { left, right, bottom } = each.getBoundingClientRect();
        // Skip links wait above the page.
        return bottom > 0 && (left < -1 || right > innerWidth + 1);
      })
      .map((each) => `<${each.tagName.toLowerCase()}> “${(each.getAttribute('aria-label') ?? each.textContent).trim().slice(0, 30)}”`);
    return { scrolls: document.documentElement.scrollWidth > innerWidth, over };
  });

/** 28: what runs longer than a blink. */
export const longMotion = (page) =>
  page.evaluate(() => {
    const wrong = new Set();
    const ms = (text) => Math.max(0, ...text.split(',').map((each) => Number.parseFloat(each) * (each.trim().endsWith('ms') ? 1 : 1000)));
    for (const each of document.querySelectorAll('*')) {
      const { animationName, animationDuration, animationIterationCount, transitionDuration, transitionProperty } = getComputedStyle(each);
      if (animationName !== 'none' && (ms(animationDuration) > 80 || animationIterationCount !== '1')) wrong.add(`animation ${animationName}`);
      if (ms(transitionDuration) > 80 || (ms(transitionDuration) > 0 && transitionProperty !== 'opacity')) wrong.add(`transition of ${transitionProperty}`);
    }
    return [...wrong];
  });

/** 28: buttons that nothing tells from text once the system's colours are forced. */
export const edgelessButtons = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#app :is(header, main) button')]
      .filter((each) => each.checkVisibility() && each.textContent.trim() !== '')
      .filter((each) => {
        const { borderTopWidth, borderTopStyle, textDecorationLine } = getComputedStyle(each);
        if (each.matches('[role=radio]')) return false;
        return (borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) < 1) && !textDecorationLine.includes('underline');
      })
      .map((each) => each.textContent.trim().slice(0, 30)),
  );

/** 2: the rows of the list: how heavy the name is, and whether a dot shows. */
export const rows = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role=option]')].map((row) => ({
      id: row.id.replace('ticket-', ''),
      weight: Number(getComputedStyle(row.querySelector('bdi')).fontWeight),
      hasDot: [...row.querySelectorAll('span')].some((each) => {
        const { width } = each.getBoundingClientRect();
        return width >= 8 && width <= 12 && getComputedStyle(each).borderRadius === '50%';
      }),
    })),
  );

/** The names that lucide gives to the glyphs of a locator. */
export const glyphNames = (locator) => locator.evaluateAll((all) => all.map((each) => [...each.classList].find((name) => name.startsWith('lucide-')) ?? ''));

/** One property of the computed style of each element of a locator. */
export const styles = (locator, property) => locator.evaluateAll((all, name) => all.map((each) => getComputedStyle(each)[name]), property);
