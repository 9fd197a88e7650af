const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }];

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/environment.js',
  testSequencer: '<rootDir>/tests/support/sequencer.js',
  setupFilesAfterEnv: ['<rootDir>/tests/support/end-all.ts'],
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // request-filtering-agent is published as ECMAScript modules only.
  transform: { '^.+\\.ts$': swc, '/request-filtering-agent/lib/.+\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!request-filtering-agent/)'],
  // No test waits for time to pass; this only ends one that hangs, on however slow a machine.
  testTimeout: 300_000,
  maxWorkers: 2,
};
