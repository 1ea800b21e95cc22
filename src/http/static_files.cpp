#include "http/static_files.h"

#include <algorithm>
#include <fstream>

#include "base/gzip.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"

namespace cleangate::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNotBuilt = R"(<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>页面尚未构建 · page not built</title></head>
<body style="font-family:sans-serif;margin:4em;line-height:1.8">
<h1>页面尚未构建</h1>
<p>服务器运行正常，但没有找到网页文件。请在源码目录执行 <code>make run</code>，或重新安装软件包，然后重启服务。</p>
<h1>This page was not built</h1>
<p>The server runs, but its web files are missing. Run <code>make run</code> in the source folder,
or install the package again, then restart the service.</p>
</body></html>
)";

Result<std::string> read_file(const fs::path& path, std::size_t size) {
  std::string content(size, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(content.data(), static_cast<std::streamsize>(size))) {
    return fail(ErrorCode::unavailable, "cannot read " + path.filename().string());
  }
  return content;
}

/// "0", "0.0", "0.000": RFC 9110, 12.4.2.
bool is_zero(std::string_view weight) {
  return !weight.empty() &&
         std::ranges::all_of(weight, [](char c) { return c == '0' || c == '.'; });
}

/// One member of the list, without white space and in small letters.
bool takes(std::string_view member) {
  const auto semicolon = member.find(';');
  const auto name = trim(member.substr(0, semicolon));
  if (name != "gzip" && name != "x-gzip" && name != "*") return false;
  if (semicolon == member.npos) return true;
  const auto weight = trim(member.substr(semicolon + 1));
  return !weight.starts_with("q=") || !is_zero(weight.substr(2));
}

/// nullptr when packing gains nothing, as with pictures and fonts.
Result<std::shared_ptr<const std::string>> pack(const std::string& content) {
  auto packed = TRY(gzip(content));
  if (packed.size() >= content.size()) return std::shared_ptr<const std::string>();
  return std::make_shared<const std::string>(std::move(packed));  // shared with responses
}

/// The packed bytes are another representation, so their tag differs (RFC 9110, 8.8.3.3).
std::string packed_etag(const std::string& etag) {
  return etag.substr(0, etag.size() - 1) + "-gzip\"";
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  const std::string lower = to_lower_ascii(accept_encoding);
  std::string_view rest = lower;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    if (takes(rest.substr(0, comma))) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

Result<StaticFiles> StaticFiles::load(const fs::path& folder) {
  StaticFiles out;
  std::error_code error;
  if (!fs::is_regular_file(folder / "index.html", error)) return out;
  std::size_t total = 0;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    const std::size_t size = at->file_size(error);
    if (error) break;
    total += size;
    if (total > kMaxBundleBytes) {
      return fail(ErrorCode::too_large, "the web bundle is larger than 64 MiB");
    }
    auto content = TRY(read_file(at->path(), size));
    const std::string name = at->path().lexically_relative(folder).generic_string();
    const std::string etag = "\"" + to_hex(sha256(content)).substr(0, 32) + "\"";
    auto packed = TRY(pack(content));
    out.files_.emplace(name, File{std::make_shared<const std::string>(std::move(content)),
                                  std::move(packed), std::string(content_type_of(name)), etag});
  }
  if (error) return fail(ErrorCode::unavailable, "cannot read the web bundle: " + error.message());
  return out;
}

Response StaticFiles::page(const Request& request) const {
  const auto found = files_.find("index.html");
  if (found != files_.end()) return serve(found->second, false, request);
  Response response;
  response.status = 503;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}};
  add_page_headers(response);
  response.body = kNotBuilt;
  return response;
}

Response StaticFiles::file(std::string_view path, const Request& request) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return problem(404, "there is nothing at this address");
  return serve(found->second, path.starts_with("assets/"), request);
}

Response StaticFiles::serve(const File& file, bool for_ever, const Request& request) {
  const bool packs = file.packed && accepts_gzip(request.headers.get("Accept-Encoding"));
  const std::string etag = packs ? packed_etag(file.etag) : file.etag;
  Response response;
  response.headers = {
      {"Content-Type", file.type},
      {"ETag", etag},
      {"Vary", "Accept-Encoding"},
      {"Cache-Control", for_ever ? "public, max-age=31536000, immutable" : "no-cache"}};
  add_page_headers(response);
  if (request.headers.get("If-None-Match") == etag) {
    response.status = 304;
    return response;
  }
  if (packs) response.headers.set("Content-Encoding", "gzip");
  response.shared_body = packs ? file.packed : file.content;
  return response;
}

void add_page_headers(Response& response) {
  response.headers.set("Content-Security-Policy",
                       "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: "
                       "blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
                       "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
}

std::string_view content_type_of(std::string_view name) {
  struct Row {
    std::string_view ending, type;
  };
  static constexpr Row kRows[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".ttf", "font/ttf"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
  };
  const std::string lower = to_lower_ascii(name);
  for (const auto& [ending, type] : kRows) {
    if (lower.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace cleangate::http
