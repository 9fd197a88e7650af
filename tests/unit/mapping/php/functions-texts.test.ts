import { describeFunctions } from './functions-support';

describe('the functions of HTML, addresses, numerals and words', () => describeFunctions('texts'));
