import { describeFunctions } from './functions-support';

describe('the functions of numbers', () => describeFunctions('numbers'));
