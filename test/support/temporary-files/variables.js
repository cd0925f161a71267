/** What names the folder for temporary files: the first on Linux and macOS, the others on Windows. */
exports.VARIABLES = ['TMPDIR', 'TEMP', 'TMP'];
