// A page that tells of errors begins there, also where its address names a place further down: the browser would go to it.
if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
document.getElementById("errors").focus();
