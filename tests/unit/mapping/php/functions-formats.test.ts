import { describeFunctions } from './functions-support';

describe('the functions that compare and format texts', () => describeFunctions('formats'));
