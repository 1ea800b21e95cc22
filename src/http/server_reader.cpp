#include "http/server_reader.h"

#include <boost/beast/websocket/rfc6455.hpp>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::http {
namespace {

namespace bhttp = boost::beast::http;
namespace asio = boost::asio;

// A push's head takes a few hundred bytes: what is read with it beyond the head is copied once.
constexpr std::size_t kHeadRead = 4096;
constexpr std::size_t kChunkRead = std::size_t{64} << 10;

}  // namespace

RequestReader::RequestReader() : buffer_(kMaxHeaderBytes + kHeadRead + kChunkRead) {
  reset();
}

void RequestReader::reset() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(kMaxHeaderBytes));
  parser_->body_limit(boost::none);  // start_body() knows the limit
  parser_->eager(false);
  request_ = {};
  body_size_ = body_have_ = 0;
  in_head_ = true;
  chunked_ = false;
}

asio::mutable_buffer RequestReader::space() {
  if (in_head_) return buffer_.prepare(kHeadRead);
  if (chunked_) return buffer_.prepare(kChunkRead);
  return {request_.body.data() + body_have_, body_size_ - body_have_};
}

RequestReader::Stage RequestReader::filled(std::size_t count) {
  if (in_head_ || chunked_) {
    buffer_.commit(count);
    return in_head_ ? parse_head() : parse_chunks();
  }
  body_have_ += count;
  return body_have_ == body_size_ ? Stage::complete : Stage::body;
}

RequestReader::Stage RequestReader::parse_head() {
  if (!parser_->got_some()) skip_line_ends();
  if (buffer_.size() == 0) return Stage::head;
  boost::system::error_code error;
  const std::size_t used = parser_->put(buffer_.data(), error);
  buffer_.consume(used);
  if (error == bhttp::error::need_more && buffer_.size() < kMaxHeaderBytes) return Stage::head;
  if (error == bhttp::error::need_more) error = bhttp::error::header_limit;
  if (error) return refuse(error);
  return parser_->is_header_done() ? take_head() : Stage::head;
}

RequestReader::Stage RequestReader::take_head() {
  in_head_ = false;
  const auto& message = parser_->get();
  request_.method = message.method_string();
  for (const auto& field : message) {
    request_.headers.add(field.name_string(), field.value());
  }
  const auto target = parse_target(message.target(), request_);
  if (!target) return refuse(400, target.error().message);
  if (const auto fault = framing_fault()) return refuse(400, *fault);
  request_.wants_websocket = boost::beast::websocket::is_upgrade(message);
  if (message.version() == 11 && request_.headers.has("Expect") && !expects_continue()) {
    return refuse(417, "only 100-continue is understood");
  }
  return Stage::headed;
}

/// What a proxy in front might read otherwise than we do: RFC 9112 section 6.1 and 3.2.
std::optional<std::string> RequestReader::framing_fault() const {
  const auto& message = parser_->get();
  const auto coding = message[bhttp::field::transfer_encoding];
  const bool is_coded = message.count(bhttp::field::transfer_encoding) > 0;
  if (is_coded && !equals_ignoring_case(std::string_view(coding), "chunked")) {
    return "only Transfer-Encoding: chunked is understood";
  }
  // None at all is taken: a simple camera may leave it out.
  if (message.count(bhttp::field::host) > 1) return "more than one Host";
  return std::nullopt;
}

RequestReader::Stage RequestReader::start_body(std::size_t limit) {
  chunked_ = parser_->chunked();
  if (chunked_) {
    parser_->body_limit(limit);
    parser_->eager(true);
    return parse_chunks();
  }
  const std::uint64_t length = parser_->content_length().value_or(0);
  if (length > limit) return refuse(bhttp::error::body_limit);
  body_size_ = static_cast<std::size_t>(length);
  body_have_ = std::min(body_size_, buffer_.size());
  request_.body.resize_and_overwrite(body_size_, [&](char* bytes, std::size_t) {
    asio::buffer_copy(asio::buffer(bytes, body_have_), buffer_.data());
    return body_size_;  // libstdc++ 12 hands in the grown capacity, not the size asked for
  });
  buffer_.consume(body_have_);
  return body_have_ == body_size_ ? Stage::complete : Stage::body;
}

RequestReader::Stage RequestReader::parse_chunks() {
  while (!parser_->is_done()) {
    boost::system::error_code error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    // A line of a chunk or trailer is bounded like a header.
    if (error == bhttp::error::need_more && buffer_.size() < kMaxHeaderBytes) return Stage::body;
    if (error == bhttp::error::need_more) error = bhttp::error::header_limit;
    if (error) return refuse(error);
    if (used == 0 && !parser_->is_done()) return Stage::body;
  }
  request_.body = std::move(parser_->get().body());
  return Stage::complete;
}

Request RequestReader::take_request() {
  return std::move(request_);
}

std::size_t RequestReader::body_bytes() const {
  if (!chunked_) return body_have_;  // not what was announced: that costs the sender nothing
  return parser_->is_done() ? request_.body.size() : parser_->get().body().size();
}

bool RequestReader::keep_alive() const {
  return parser_->keep_alive();
}

bool RequestReader::is_http_1_0() const {
  return parser_->get().version() == 10;
}

bool RequestReader::expects_continue() const {
  return !is_http_1_0() && equals_ignoring_case(request_.headers.get("Expect"), "100-continue");
}

bool RequestReader::has_more() {
  skip_line_ends();
  return buffer_.size() > 0;
}

UpgradeRequest RequestReader::upgrade_request() const {
  return UpgradeRequest(parser_->get().base());
}

// RFC 9112 section 2.2: empty lines before a request are ignored; old cameras send them.
void RequestReader::skip_line_ends() {
  const auto bytes = buffer_.data();
  const auto* text = static_cast<const char*>(bytes.data());
  std::size_t count = 0;
  while (count < bytes.size() && (text[count] == '\r' || text[count] == '\n')) ++count;
  buffer_.consume(count);
}

RequestReader::Stage RequestReader::refuse(int status, std::string detail) {
  refusal_ = {status, std::move(detail)};
  return Stage::refused;
}

RequestReader::Stage RequestReader::refuse(const boost::system::error_code& error) {
  if (error == bhttp::error::header_limit) {
    return refuse(431, "the header is larger than 16 KiB");
  }
  if (error == bhttp::error::body_limit) return refuse(413, "the body is larger than allowed here");
  if (error == bhttp::error::bad_version) return refuse(505, "this server speaks HTTP/1.1");
  return refuse(400, "this is not a well-formed HTTP request: " + error.message());
}

}  // namespace cleangate::http
