import { describeFunctions } from './functions-support';

describe('the functions of digests and digits', () => describeFunctions('hashes'));
