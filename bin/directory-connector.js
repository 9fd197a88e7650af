#!/usr/bin/env node
'use strict';

require('../dist/cli/index.js').run(process.argv.slice(2));
