// @ts-check
/** Code points here, UTF-16 units in the DOM: the only place where the two are converted. */

const splitsPair = (text, index) => /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(index - 1, index + 1));

/** How many code points stand before a unit index. */
export const points = (text, index) => [...text.slice(0, index)].length;

/** The unit index after so many code points. */
export function units(text, count) {
  let index = 0;
  for (const character of text) {
    if (count-- <= 0) break;
    index += character.length;
  }
  return index;
}

/** Edges inside a surrogate pair move outwards. */
export const widen = (text, start, end) => [
  start > 0 && splitsPair(text, start) ? start - 1 : start,
  end > 0 && splitsPair(text, end) ? end + 1 : end,
];

export const firstPoints = (text, count) => text.slice(0, units(text, count));
export const lastPoints = (text, count) => [...text].slice(-count).join("");
