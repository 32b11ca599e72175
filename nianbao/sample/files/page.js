/* Writes the links to the pages of a listing: total pages, the current one from 0, name and extension of the first. */
function createPageHTML(total, current, name, extension) {
  for (var number = 0; number < total; number++) {
    var file = name + (number ? "_" + number : "") + "." + extension;
    document.write(number === current ? "<b>" + (number + 1) + "</b> " : '<a href="' + file + '">' + (number + 1) + "</a> ");
  }
}
