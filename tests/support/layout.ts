import type { Page } from 'playwright-core';

/**
 * What a person cannot read of a part of the page as it is: text that is cut off without a way to see
 * the rest of it, text on other text, and a page that is wider than its window. What scrolls by
 * itself, sticks to an edge or is there for screen readers only is left alone.
 */
const FOUND = `((selector) => {
  const SLACK = 2;
  const found = new Set();
  const { innerWidth } = window;
  if (document.scrollingElement.scrollWidth > innerWidth) found.add('the page scrolls sideways');
  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const above = (element) => {
    const all = [];
    for (let one = element; one && one !== document.documentElement; one = one.parentElement) all.push(one);
    return all;
  };
  const isOut = (element) =>
    !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
    element.closest('.cm-editor, svg, style, script') !== null ||
    above(element).some((one) => {
      const { position, clipPath, width } = styleOf(one);
      return position === 'sticky' || clipPath !== 'none' || width === '1px';
    });
  const isTold = (element) =>
    element.closest('[title], button[aria-label], a[aria-label], [role=combobox]') !== null;
  const shown = (text) => JSON.stringify(text.trim().replace(/\\s+/g, ' ').slice(0, 60));
  const within = (frame, rects) => rects
    .map(({ left, right, top, bottom }) => ({
      left: Math.max(left, frame.left),
      right: Math.min(right, frame.right),
      top: Math.max(top, frame.top),
      bottom: Math.min(bottom, frame.bottom),
    }))
    .filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
  const texts = [];
  for (const root of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() === '' || isOut(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      if (rects.length === 0) continue;
      // What scrolls shows the rest by itself; what is to be seen of a text is in the frames around it.
      let isScrolled = false;
      let seen = rects;
      for (const one of above(element)) {
        const { overflowX, overflowY } = styleOf(one);
        const frame = one.getBoundingClientRect();
        if (/auto|scroll/.test(overflowX + overflowY)) isScrolled = true;
        if (/auto|scroll|hidden|clip/.test(overflowX + overflowY)) seen = within(frame, seen);
        if (isScrolled || isTold(element)) continue;
        const isCutX = /hidden|clip/.test(overflowX) &&
          rects.some(({ left, right }) => left < frame.left - SLACK || right > frame.right + SLACK);
        const isCutY = /hidden|clip/.test(overflowY) &&
          rects.some(({ top, bottom }) => top < frame.top - 6 || bottom > frame.bottom + 6);
        if (isCutX || isCutY) found.add('cut off: ' + shown(node.data));
      }
      if (!isScrolled && rects.some(({ left, right }) => left < -SLACK || right > innerWidth + SLACK)) {
        found.add('outside of the window: ' + shown(node.data));
      }
      texts.push({ node, element, rects: seen });
    }
  }
  const isOver = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 5;
  const isFixed = (element) => above(element).some((one) => styleOf(one).position === 'fixed');
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      if (isFixed(one.element) !== isFixed(other.element)) continue;
      if (one.rects.some((rect) => other.rects.some((next) => isOver(rect, next)))) {
        found.add('on each other: ' + shown(one.node.data) + ' and ' + shown(other.node.data));
      }
    }
  });
  return [...found];
})`;

/** The same as sentences; `selector` says which parts of the page are looked at. */
export const unreadableOn = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate<string[]>(`${FOUND}(${JSON.stringify(selector)})`);
