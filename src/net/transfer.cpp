#include "net/transfer.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate::net {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeText {
  void operator()(char* text) const { curl_free(text); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  const std::unique_ptr<char, FreeText> owned(text);
  return text;
}

bool is_token(std::string_view text) {  // RFC 9110 section 5.6.2
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace

Result<std::string> host_of(const std::string& url) {
  const std::unique_ptr<CURLU, FreeUrl> parsed(curl_url());
  if (!parsed || !is_one_line(url) ||
      curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return fail(ErrorCode::invalid, "this is not a URL");
  }
  const std::string scheme = to_lower_ascii(part_of(parsed.get(), CURLUPART_SCHEME));
  const std::string host = to_lower_ascii(part_of(parsed.get(), CURLUPART_HOST));
  if ((scheme != "http" && scheme != "https") || host.empty()) {
    return fail(ErrorCode::invalid, "a URL here begins with http:// or https:// and names a host");
  }
  if (!part_of(parsed.get(), CURLUPART_USER).empty()) {
    return fail(ErrorCode::invalid, "no user name in a URL; give it apart");
  }
  return host + ":" + part_of(parsed.get(), CURLUPART_PORT);
}

Result<void> check_request(const service::OutgoingRequest& request) {
  if (!is_token(request.method)) return fail(ErrorCode::invalid, "this is not an HTTP method");
  if (!is_one_line(request.content_type)) {
    return fail(ErrorCode::invalid, "a content type must be one line");
  }
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || !is_one_line(value)) {
      return fail(ErrorCode::invalid, "a header must be a name and one line");
    }
  }
  return {};
}

Transfer::Transfer(service::OutgoingRequest request, std::string host,
                   service::HttpClient::Done done, MonotonicTime deadline)
    : request_(std::move(request)),
      host_(std::move(host)),
      done_(std::move(done)),
      deadline_(deadline) {}

Transfer::~Transfer() {
  curl_easy_cleanup(handle_);
  curl_slist_free_all(fields_);
}

std::chrono::milliseconds Transfer::time_left(MonotonicTime now) const {
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now),
                  std::chrono::milliseconds(1));
}

CURL* Transfer::prepare(MonotonicTime now) {
  handle_ = curl_easy_init();
  if (!handle_) return nullptr;
  const auto left = time_left(now);
  const auto set = [this](CURLoption option, auto value) {
    curl_easy_setopt(handle_, option, value);
  };
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  // On a connection that was used before, libcurl would send again what it got no reply to: a
  // second pulse at a gate. A new connection costs a third of a millisecond in a plant's network.
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(left, kConnectTimeout).count()));
  set(CURLOPT_WRITEFUNCTION, &Transfer::take);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  if (!request_.username.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_DIGEST));
    // libcurl counts the proof as a redirect. One only: a device that answers every proof with
    // "stale" would else be asked a thousand times, and lock the account.
    set(CURLOPT_MAXREDIRS, 1L);
    set(CURLOPT_USERNAME, request_.username.c_str());
    set(CURLOPT_PASSWORD, request_.password.c_str());
  }
  set_method();
  set_fields();
  return handle_;
}

void Transfer::set_method() {
  const bool has_body = !request_.body.empty() || request_.method == "POST" ||
                        request_.method == "PUT" || request_.method == "PATCH";
  if (has_body) {
    curl_easy_setopt(handle_, CURLOPT_POST, 1L);
    curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, request_.body.data());
  } else if (request_.method == "HEAD") {
    curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void Transfer::set_fields() {
  const auto add = [this](const std::string& line) {
    fields_ = curl_slist_append(fields_, line.c_str());
  };
  add("Expect:");  // devices do not know 100-continue and would cost a second
  add(request_.content_type.empty() ? "Content-Type:" : "Content-Type: " + request_.content_type);
  for (const auto& [name, value] : request_.headers) {
    add(value.empty() ? name + ";" : name + ": " + value);
  }
  curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, fields_);
}

std::size_t Transfer::take(char* bytes, std::size_t one, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const std::size_t size = one * count;
  if (transfer.reply_.size() + size > kMaxOutgoingReplyBytes) {
    transfer.reply_too_large_ = true;
    return 0;  // ends the transfer
  }
  transfer.reply_.append(bytes, size);
  return size;
}

Result<service::IncomingResponse> Transfer::result(CURLcode code) {
  if (reply_too_large_) return fail(ErrorCode::too_large, host_ + ": the reply is over 1 MiB");
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return fail(ErrorCode::timeout, host_ + " did not answer in time");
  }
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  if (code != CURLE_OK && code != CURLE_TOO_MANY_REDIRECTS) {
    return fail(ErrorCode::unavailable, host_ + ": " + curl_easy_strerror(code));
  }
  if (status == 401 && !request_.username.empty()) {
    return fail(ErrorCode::denied, host_ + " does not accept this user name and password");
  }
  return service::IncomingResponse{static_cast<int>(status), std::move(reply_)};
}

void Transfer::finish(CURLcode code) {
  if (auto done = std::exchange(done_, nullptr)) done(result(code));
}

void Transfer::fail_with(Error error) {
  if (auto done = std::exchange(done_, nullptr)) done(std::unexpected(std::move(error)));
}

}  // namespace cleangate::net
