/** As the real window does before any script of the page runs. */
Object.freeze(Object.prototype);
