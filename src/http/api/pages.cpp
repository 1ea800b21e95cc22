#include "http/api/pages.h"

#include "http/api/binder.h"

namespace cleangate::http {
namespace {

Result<StaticFiles> load_bundle(const std::filesystem::path& folder) {
  const auto built = folder / "dist";
  return StaticFiles::load(std::filesystem::exists(built) ? built : folder);
}

/// "/desk", "/passages/018f…": no dot in the last segment, so no file's name.
bool is_page_address(std::string_view path) {
  for (const std::string_view machines : {"/api", "/device", "/NotificationInfo"}) {
    if (path == machines) return false;
    if (path.starts_with(machines) && path[machines.size()] == '/') return false;
  }
  return path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

void serve(Router& router, const std::string& name, const std::string& at,
           const StaticFiles& bundle, const std::string& reason) {
  router.add({name + "Page", "GET", at, Role::none, reason},
             [&bundle](Request request, Respond respond) { respond(bundle.page(request)); });
  router.add({name + "File", "GET", at + "/{rest*}", Role::none, reason},
             [&bundle](Request request, Respond respond) {
               const auto file = request.parameter("rest");
               respond(file.empty() ? bundle.page(request) : bundle.file(file, request));
             });
}

}  // namespace

Result<Pages> Pages::load(const std::filesystem::path& root) {
  Pages pages{TRY(load_bundle(root / "board")), TRY(load_bundle(root / "console")),
              TRY(load_bundle(root / "driver"))};
  return pages;
}

Response Pages::console_answer(const Request& request) const {
  if (is_page_address(request.path)) return console.page(request);
  return console.file(std::string_view(request.path).substr(1), request);
}

void Api::Binder::bind_pages(const Pages& pages) {
  serve(router, "board", "/board", pages.board,
        "the page itself holds nothing; its feed asks for the key");
  bind_driver_page(pages);
  router.otherwise(
      [&pages](Request request, Respond respond) { respond(pages.console_answer(request)); });
}

void Api::Binder::bind_driver_page(const Pages& pages) {
  serve(router, "driver", "/q", pages.driver, "any driver may open it; it holds nothing");
}

}  // namespace cleangate::http
