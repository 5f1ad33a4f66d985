#!/usr/bin/env node
// The `nn` program starts here: refuses a Node that is too old in words instead of a stack trace, then runs the bundle
// beside it. Plain ES5, so that every Node can read it.
"use strict";

var path = require("path");
var oldest = 22;
var found = process.versions.node;

if (Number(found.split(".")[0]) < oldest) {
  var message = "nn: needs Node " + oldest + " or newer, this is " + found;
  process.stderr.write(message + "\n");
  process.exit(2);
}

var cache = require("module").enableCompileCache;
if (cache) cache();
require(path.join(__dirname, "nn-main.cjs"));
