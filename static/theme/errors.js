// A page that tells of errors begins there, also where its address names a place further down.
document.getElementById("errors").focus();
