/** Writes docs/codes.md from the catalogue in shared/codes. */
const { writeFileSync } = require('node:fs');
const path = require('node:path');

const { parse, TYPE } = require('@formatjs/icu-messageformat-parser');

const FILE = path.join(__dirname, '..', 'docs', 'codes.md');

const HEAD = `# Codes

Every issue of a row or run, every error and every problem of a profile has one of these codes. They are stable:
scripts may rely on them. A report has the code, the English text as \`message\`, and as \`params\` the values that the
text names; *names like this* stand for those values below. \`variant\` in \`params\` tells texts of one code apart.

This page is generated from the catalogue: \`npm run codes\`.
`;

const KINDS = [
  ['source', 'The source'],
  ['settings', 'The settings of the profile, the plugin or the app'],
  ['row', 'Single rows and records'],
  ['conflict', 'Something is in the way'],
  ['missing', 'Something is not there'],
  ['system', 'The machine, the database or Strapi'],
];

/** The branch of a choice that says most. */
const branchOf = ({ options }) =>
  (options.yes ?? options.other ?? Object.values(options)[0] ?? { value: [] }).value;

const plain = (elements, counted = '') =>
  elements
    .map((element) => {
      switch (element.type) {
        case TYPE.literal:
          return element.value;
        case TYPE.pound:
          return `*${counted}*`;
        case TYPE.select:
          return plain(branchOf(element), counted);
        case TYPE.plural:
          return plain(element.options.other.value, element.value);
        default:
          return `*${element.value.replace(/_(plural|start)$/, '')}*`;
      }
    })
    .join('');

const shown = (text) =>
  plain(parse(text, { ignoreTag: true }))
    .trim()
    .replace(/^[a-zäöü](?![A-Z.])/, (letter) => letter.toUpperCase())
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');

const sentence = (text) => (/[.!?:]$/.test(text) ? text : `${text}.`);

/** The page, from the catalogue and the English texts. */
const documentOf = (catalogue, texts) => {
  const codes = [...new Set(Object.keys(catalogue).map((key) => key.split('/')[0]))];
  const keysOf = (code) => Object.keys(catalogue).filter((key) => key.split('/')[0] === code);
  const part = (code, name) => {
    const all = keysOf(code).filter((key) => catalogue[key].kind !== 'note');
    const found = all.flatMap((key) => texts[`${key}.${name}`] ?? []);
    return [...new Set(found)].map((text) => sentence(shown(text))).join('<br>');
  };
  const sections = KINDS.map(([kind, title]) => {
    const rows = codes
      .filter((code) => catalogue[keysOf(code)[0]].kind === kind)
      .sort()
      .map((code) => `| \`${code}\` | ${part(code, 'message')} | ${part(code, 'advice')} |`);
    return `\n## ${title}\n\n| code | when | what to do |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return HEAD + sections.join('');
};

module.exports = { documentOf, FILE };

if (require.main === module) {
  require('./read-typescript');
  const { CATALOGUE } = require('../shared/codes/catalogue.ts');
  const texts = require('../shared/codes/en.json');
  writeFileSync(FILE, documentOf(CATALOGUE, texts));
}
