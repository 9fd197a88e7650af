import * as React from 'react';

/** The width of an element in pixels, kept up to date; 0 until it is known. */
export const useWidth = <Element extends HTMLElement>() => {
  const [element, ref] = React.useState<Element | null>(null);
  const [width, setWidth] = React.useState(0);

  React.useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  return { ref, width };
};
