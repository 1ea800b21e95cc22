#pragma once
// The head of a response as bytes. Pure. Line breaks in values become blanks, so that no value
// can add a field.

#include <string>

#include "base/time.h"
#include "http/request.h"

namespace cleangate::http {

struct ReplyOptions {
  bool keep_alive = true;
  bool http_1_0 = false;  ///< the client is: keep-alive must be said
};

/// Status line, Date, the response's fields, Content-Length, Connection, empty line. Connection,
/// Content-Length, Date and Transfer-Encoding of the response itself are left out.
[[nodiscard]] std::string reply_head(const Response& response, const ReplyOptions& options,
                                     WallTime now);
/// 204 and 304 never carry a body (RFC 9110 section 6.4.1).
[[nodiscard]] bool may_carry_body(int status);

}  // namespace cleangate::http
