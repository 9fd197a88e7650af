import { endAll } from './endings';
import { expectNoSecretTold } from './secrets/told';

afterAll(async () => {
  await endAll();
  await expectNoSecretTold();
});
