import js from '@eslint/js';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const nodeGlobals = {
  require: 'readonly',
  module: 'writable',
  process: 'readonly',
  console: 'readonly',
  __dirname: 'readonly',
  AbortController: 'readonly',
  fetch: 'readonly',
  Buffer: 'readonly',
  URL: 'readonly',
  performance: 'readonly',
  global: 'readonly',
  setTimeout: 'readonly',
  setInterval: 'readonly',
  clearInterval: 'readonly',
  clearTimeout: 'readonly',
  setImmediate: 'readonly',
};

const SERVER = './server/src';

/** What a folder must not import: the way of the data goes one way, and nothing pure knows Strapi's side. */
const zone = (folder, forbidden, message) => ({
  target: `${SERVER}/${folder}`,
  from: forbidden.map((name) => `${SERVER}/${name}`),
  message,
});

const ABOVE = [
  'compose.ts',
  'administration.ts',
  'controllers',
  'services',
  'routes',
  'cli',
  'schedule',
  'settings',
  'runs',
  'authentication',
];
const PURE =
  'Sources, mapping and plan take values: they know neither what stores nor what runs them.';

const ONE_WAY = [
  zone('sources', [...ABOVE, 'profiles', 'uploads', 'worker', 'storage', 'plan', 'mapping'], PURE),
  zone('mapping', [...ABOVE, 'profiles', 'uploads', 'worker', 'storage', 'plan'], PURE),
  zone('plan', [...ABOVE, 'profiles', 'uploads', 'worker', 'storage'], PURE),
  {
    target: ['sources', 'mapping', 'plan'].map((folder) => `${SERVER}/${folder}`),
    from: ['./shared/codes/texts.ts', './shared/codes/format.ts'],
    message: 'What is wrong is said by its code; its text is made where it is read.',
  },
  zone('storage', [...ABOVE, 'profiles', 'uploads', 'worker'], 'Storage is told what to keep.'),
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      'playground/{dist,build,.strapi,.cache,types}/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['server/**/*.ts', 'shared/**/*.ts', 'admin/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.json'] })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones: ONE_WAY }],
    },
  },
  {
    files: ['tests/{api,e2e,support}/**/*.ts'],
    // For tests that start no Strapi.
    ignores: ['tests/support/{error-texts,ldap-source}.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/server/src/**'],
              allowTypeImports: true,
              message:
                'Tests of the built plugin run one copy of its code: what Strapi has loaded.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: nodeGlobals, sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-console': 'off' },
  }
);
