// The one translation unit that holds the bodies of Asio and Beast (separate compilation), so that
// a change elsewhere never compiles them again. Also linked by rooms with transports of their own.

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
