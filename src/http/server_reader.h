#pragma once
// Bytes to a Request, without a socket: the head by Beast's parser, a body of known length
// straight into its string. One thread. Never holds more than the limits it is given.

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "http/request.h"

namespace cleangate::http {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

class RequestReader {
 public:
  enum class Stage {
    head,      ///< read into space(), call filled()
    headed,    ///< the head is known: call start_body()
    body,      ///< read into space(), call filled()
    complete,  ///< call take_request()
    refused,   ///< answer refusal() and close
  };
  struct Refusal {
    int status = 400;
    std::string detail;
  };

  RequestReader();
  /// Ready for the next request; bytes that came too early are kept.
  void reset();
  /// Where the next bytes belong; valid until the next call.
  [[nodiscard]] boost::asio::mutable_buffer space();
  /// `count` bytes were read into space(); 0 = look at what is there.
  Stage filled(std::size_t count);
  /// At most `limit` bytes; more is refused with 413.
  Stage start_body(std::size_t limit);

  [[nodiscard]] Request& head() { return request_; }
  [[nodiscard]] Request take_request();
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// Bytes the body takes: as announced, or as received when it is chunked.
  [[nodiscard]] std::size_t body_bytes() const;
  [[nodiscard]] bool keep_alive() const;
  [[nodiscard]] bool is_http_1_0() const;
  [[nodiscard]] bool expects_continue() const;
  /// Bytes beyond this request, line ends not counted.
  [[nodiscard]] bool has_more();
  [[nodiscard]] UpgradeRequest upgrade_request() const;

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  Stage parse_head();
  Stage take_head();
  [[nodiscard]] std::optional<std::string> framing_fault() const;
  Stage parse_chunks();
  Stage refuse(int status, std::string detail);
  Stage refuse(const boost::system::error_code& error);
  void skip_line_ends();

  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  Refusal refusal_;
  std::size_t body_size_ = 0;  ///< announced
  std::size_t body_have_ = 0;  ///< of these, received
  bool in_head_ = true;
  bool chunked_ = false;
};

}  // namespace cleangate::http
