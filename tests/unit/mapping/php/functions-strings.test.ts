import { describeFunctions } from './functions-support';

describe('the functions of texts', () => describeFunctions('strings'));
