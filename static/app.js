// Shortens some acts; every one of them also works without this file.
"use strict";
