// @ts-check
/**
 * htmx reads every attribute of a page to find `hx-on:`, which our content policy forbids anyway. On a long
 * page that takes longer than all our scripts together, so the one query for it finds nothing.
 */
const { prototype } = XPathEvaluator;
const { createExpression } = prototype;
const nothing = /** @type {any} */ ({ evaluate: () => ({ iterateNext: () => null }) });

prototype.createExpression = (query, resolver) => {
  prototype.createExpression = createExpression;
  return query.includes("hx-on") ? nothing : new XPathEvaluator().createExpression(query, resolver);
};
