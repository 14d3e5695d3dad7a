// The one place where the compiled parts of Asio and Beast come from.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
