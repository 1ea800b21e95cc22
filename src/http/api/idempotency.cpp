#include "http/api/idempotency.h"

#include <algorithm>

#include "base/limits.h"

namespace cleangate::http {
namespace {

/// A secret is shown once and never stored: a repeated request learns the id only.
std::string without_secrets(const std::string& body) {
  const auto json = parse_json(body);
  if (!json || !json->is_object()) return body;
  static constexpr std::string_view kSecret[] = {"token",     "key",    "path",
                                                 "push_path", "secret", "push"};
  Json out = Json::object();
  for (const auto& [name, value] : json->members()) {
    if (std::ranges::find(kSecret, name) == std::end(kSecret)) out.set(name, value);
  }
  return out.dump();
}

}  // namespace

Result<std::string> Idempotency::key_of(const Request& request) {
  const auto key = request.headers.get("Idempotency-Key");
  if (key.empty()) return std::string();
  if (key.size() > kMaxIdempotencyKeyBytes) {
    return fail(ErrorCode::invalid, "Idempotency-Key: at most 200 bytes");
  }
  return request.principal.id + "/" + std::string(key);
}

Hash Idempotency::hash_of(const Request& request) {
  return sha256({request.method, " ", request.target, "\n", request.body});
}

std::optional<Response> Idempotency::claim(const std::string& key, const Hash& hash) {
  {
    const std::scoped_lock lock(mutex_);
    if (!under_way_.insert(key).second) {
      return problem(409, "the first request with this Idempotency-Key is still being worked on");
    }
  }
  auto answer = [&]() -> std::optional<Response> {
    const auto earlier = ops_.reply_for(key);
    if (!earlier) return problem(earlier.error());
    if (!*earlier) return std::nullopt;
    if ((*earlier)->request_hash != hash) {
      return problem(422, "Idempotency-Key: used before for another request");
    }
    Response response = json_response(Json(), (*earlier)->status);
    if (response.status >= 400) response.headers.set("Content-Type", "application/problem+json");
    response.headers.set("Idempotency-Replayed", "true");
    response.body = (*earlier)->body;
    return response;
  }();
  if (answer) {
    const std::scoped_lock lock(mutex_);
    under_way_.erase(key);
  }
  return answer;
}

void Idempotency::finish(const std::string& key, const Hash& hash, const Response& response,
                         WallTime now) {
  if (response.status < 500) {
    (void)ops_.remember_reply(key, {hash, response.status, without_secrets(response.content())},
                              now);
  }
  const std::scoped_lock lock(mutex_);
  under_way_.erase(key);
}

}  // namespace cleangate::http
