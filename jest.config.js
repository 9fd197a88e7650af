const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }];

/** What those projects need besides that import code of the server: an error has its text from whoever runs it. */
const ERROR_TEXTS = {
  unit: ['<rootDir>/tests/support/error-texts.ts'],
  services: ['<rootDir>/tests/support/error-texts.ts'],
};

/** The tests of one folder. */
const project = (name) => ({
  displayName: name,
  roots: [`<rootDir>/tests/${name}`],
  testMatch: ['**/*.test.ts'],
  testEnvironment: '<rootDir>/tests/support/environment.js',
  setupFilesAfterEnv: ['<rootDir>/tests/support/end-all.ts', ...(ERROR_TEXTS[name] ?? [])],
  // request-filtering-agent is published as ECMAScript modules only.
  transform: { '^.+\\.ts$': swc, '/request-filtering-agent/lib/.+\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!request-filtering-agent/)'],
});

/** @type {import('jest').Config} */
module.exports = {
  projects: ['unit', 'api', 'services', 'e2e'].map(project),
  testSequencer: '<rootDir>/tests/support/sequencer.js',
  // No test waits for time to pass; this only ends one that hangs, on however slow a machine.
  testTimeout: 300_000,
  maxWorkers: 2,
  // Jest does not free all that a test file has loaded.
  workerIdleMemoryLimit: '1.5GB',
};
