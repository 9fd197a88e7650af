import { endAll } from './endings';

afterAll(endAll);
