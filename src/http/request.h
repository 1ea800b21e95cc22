#pragma once
// A request and a response as handlers see them: plain values, no socket, no Beast. Any thread.
// Also RFC 9457 problem details. Never parses a body; JSON belongs to the handlers.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace cleangate::http {

/// Header fields in the order received; names compare without case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;
  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}
  void add(std::string name, std::string value);
  /// Replaces every field of that name.
  void set(std::string name, std::string value);
  /// The first of that name, or empty.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& all() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// What a route asks for and what a credential gives. Of viewer < guard < manager < admin each may
/// do what the one before may.
enum class Role : std::uint8_t { none, board_key, device, viewer, guard, manager, admin };
[[nodiscard]] std::string_view to_text(Role role);
/// viewer, guard, manager or admin; nullopt for any other word.
[[nodiscard]] std::optional<Role> role_of_person(std::string_view word);

/// Who asks, as the credential says; filled in by the router.
struct Principal {
  Role role = Role::none;
  std::string id;            ///< of the token, key or account; never the secret
  std::string name;          ///< for the log and the screen
  std::string session = {};  ///< id of the browser's session; empty for tokens and keys
  std::string csrf = {};     ///< what unsafe requests of that session must carry
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string target;                 ///< as received, without scheme and host; may hold secrets
  std::string path;                   ///< percent-decoded, UTF-8
  std::vector<std::string> segments;  ///< of the path, each decoded: "/a/b%2Fc" = {"a", "b/c"}
  Pairs query;                        ///< decoded, in order, names may repeat
  Headers headers;
  std::string body;
  std::string peer_address;  ///< without port; IPv4 also when it came over IPv6
  MonotonicTime first_byte;  ///< when the first byte of this request was read
  MonotonicTime received;    ///< when the last byte of the body was read
  WallTime received_wall;
  std::string listener;  ///< "api", "device" or "public"
  bool secure = false;   ///< came over TLS
  bool wants_websocket = false;
  /// Set once the client has hung up; readable from any thread.
  std::shared_ptr<const std::atomic<bool>> connection_closed;

  // Filled in by the router.
  Pairs parameters;  ///< of the route's pattern
  Principal principal;

  /// First of that name; nullopt when it is not there.
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  /// Empty when the pattern has no such parameter.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  /// Sent instead of `body` when set: shared with a cache, never copied.
  std::shared_ptr<const std::string> shared_body = {};
  /// Of the log entry that the request made; for the operation log.
  std::optional<std::uint64_t> log_index = {};

  [[nodiscard]] const std::string& content() const { return shared_body ? *shared_body : body; }
};

[[nodiscard]] Response json_response(const Json& json, int status = 200);
[[nodiscard]] Response text_response(std::string text, int status = 200);

/// The status of base/result.h's table.
[[nodiscard]] int status_of(ErrorCode code);
/// RFC 9457: `{"type","title","status","detail"}`; type is about:blank for a bare status.
[[nodiscard]] Response problem(int status, std::string detail);
/// The same with type "urn:cleangate:error:<code>" and a member `code`.
[[nodiscard]] Response problem(int status, std::string_view code, std::string detail);
[[nodiscard]] Response problem(const Error& error);
/// "Not Found"; empty for a status without a name.
[[nodiscard]] std::string_view reason_phrase(int status);

/// Reads an origin-form or absolute-form target into target, path, segments and query.
/// Errors: invalid (broken escape, NUL, not UTF-8, a "." or ".." segment), too_large (parameters).
[[nodiscard]] Result<void> parse_target(std::string_view target, Request& into);
/// Percent-decoding; `plus_is_space` for queries. Errors: invalid.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace cleangate::http
