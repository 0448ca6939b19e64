// On a narrow screen the filters begin closed.
"use strict";
(() => {
  const filters = document.querySelector("details.filters");
  if (filters && matchMedia("(max-width: 55rem)").matches) filters.open = false;
})();
