// npm run texts: the panel's English texts, en.json, from the default messages in its code.
const fs = require('node:fs');
const path = require('node:path');

const ts = require('typescript');

const ADMIN = path.resolve(__dirname, '..', 'admin', 'src');
const ENGLISH = path.join(ADMIN, 'translations', 'en.json');

const codeFiles = () =>
  fs
    .readdirSync(ADMIN, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(ADMIN, name));

/** @param {ts.Node | undefined} node */
const literal = (node) => (node && ts.isStringLiteralLike(node) ? node.text : null);

/**
 * The id of `{ id: `${PLUGIN_ID}.x` }`, without the prefix.
 * @param {ts.Node | undefined} node
 */
const prefixedId = (node) =>
  node && ts.isTemplateExpression(node) && node.templateSpans.length === 1
    ? (node.templateSpans[0]?.literal.text.replace(/^\./, '') ?? null)
    : null;

/** @param {ts.Node} node */
const ofCall = (node) =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't'
    ? [literal(node.arguments[0]), literal(node.arguments[1])]
    : null;

/** @param {ts.Node} node */
const ofDescriptor = (node) => {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const initializer = (name) =>
    node.properties.filter(ts.isPropertyAssignment).find((entry) => entry.name.getText() === name)
      ?.initializer;
  const message = literal(initializer('defaultMessage'));
  return message === null ? null : [prefixedId(initializer('id')), message];
};

/** @param {ts.Node} name */
const nameOf = (name) => (ts.isStringLiteralLike(name) ? name.text : name.getText());

/**
 * The texts of a table, whose ids are made of the names that lead to them.
 * @param {ts.Node} node
 * @param {string} id
 * @returns {[string, string][]}
 */
const inTable = (node, id) =>
  ts.isObjectLiteralExpression(node)
    ? node.properties
        .filter(ts.isPropertyAssignment)
        .flatMap(({ name, initializer }) => inTable(initializer, `${id}.${nameOf(name)}`))
    : ts.isStringLiteralLike(node)
      ? [[id, node.text]]
      : [];

/** @param {ts.Node} node */
const ofTable = (node) =>
  ts.isCallExpression(node) && node.expression.getText() === 'textTable'
    ? inTable(node.arguments[1], literal(node.arguments[0]))
    : [];

/**
 * A text as the code of the panel has it.
 * @typedef {{ id: string, defaultMessage: string, place: string }} UsedText
 */

/**
 * @param {string} file
 * @returns {UsedText[]}
 */
const textsOf = (file) => {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const code = fs.readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, kind);
  const texts = [];
  const visit = (node) => {
    const single = ofCall(node) ?? ofDescriptor(node);
    for (const [id, defaultMessage] of single ? [single] : ofTable(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${path.relative(ADMIN, file)}:${line + 1}`;
      if (id === null || defaultMessage === null) {
        throw new Error(`${place}: id and default message of a text must be literal.`);
      }
      texts.push({ id, defaultMessage, place });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
};

/** Every text that the code of the admin panel formats, and where. */
const usedTexts = () => codeFiles().flatMap(textsOf);

/** The ids in the order in which they are; a new one comes where the alphabet puts it. */
const ordered = (ids, before) => {
  const order = before.filter((id) => ids.has(id));
  for (const id of [...ids].sort()) {
    if (order.includes(id)) continue;
    order.splice(order.findLastIndex((other) => other < id) + 1, 0, id);
  }
  return order;
};

/** What en.json has to be. */
const english = () => {
  const messages = new Map(usedTexts().map(({ id, defaultMessage }) => [id, defaultMessage]));
  const before = Object.keys(JSON.parse(fs.readFileSync(ENGLISH, 'utf8')));
  const entries = ordered(new Set(messages.keys()), before).map((id) => [id, messages.get(id)]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
};

module.exports = { ENGLISH, english, usedTexts };

if (require.main === module) fs.writeFileSync(ENGLISH, english());
