#include "store/store.hpp" // compiled on its own once, so that each interface is known to be complete
