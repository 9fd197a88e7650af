import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SERVICES = path.resolve(__dirname, '..', '..', '..', 'admin', 'src', 'services');

const endpoints = readdirSync(SERVICES).flatMap((file) => {
  const text = readFileSync(path.join(SERVICES, file), 'utf8');
  return [...text.matchAll(/(\w+): build\.(?:query|mutation)\b/g)].map(([, name = '']) => name);
});

test('endpoints have names that Strapi and other plugins leave free, and each its own', () => {
  expect(endpoints.length).toBeGreaterThan(0);
  expect(endpoints.filter((name) => !name.startsWith('directoryConnector'))).toEqual([]);
  expect(new Set(endpoints).size).toBe(endpoints.length);
});
