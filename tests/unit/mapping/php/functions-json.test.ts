import { describeFunctions } from './functions-support';

describe('the functions of JSON', () => describeFunctions('json'));
