#include "report/layout/file_uri.h"

#include <fmt/format.h>

namespace keyward::report {
namespace {

constexpr std::string_view kUnreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/+@,=";

}  // namespace

std::string FileUri(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  std::string uri(name.starts_with('/') ? "file://" : "");
  for (const char c : name) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return uri;
}

}  // namespace keyward::report
