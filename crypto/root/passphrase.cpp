#include <array>
#include <charconv>
#include <fmt/format.h>

#include "crypto/openssl/scrypt.h"
#include "crypto/random.h"
#include "crypto/root/hex.h"
#include "crypto/root/owned_file.h"
#include "crypto/root_key_passphrase.h"

namespace keyward::crypto {
namespace {

constexpr size_t kKeySize = 32;
constexpr std::string_view kFirstWord = "keyward-passphrase ";
constexpr std::string_view kOpening = "keyward-passphrase 1\n";

// Header: what the file says.
struct Header {
  ScryptCost cost;
  std::array<uint8_t, 32> salt{};
  RootKeyFingerprint fingerprint{};
};

std::string Text(const Header& header) {
  return fmt::format("{}scrypt n={} r={} p={}\nsalt {}\nfingerprint {}\n", kOpening, header.cost.n,
                     header.cost.r, header.cost.p, HexText(header.salt),
                     HexText(header.fingerprint));
}

// Taken removes `word` from the front of `text`; false when something else stands there.
bool Taken(std::string_view& text, std::string_view word) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

template <typename Number>
bool TakenNumber(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return true;
}

bool TakenHex(std::string_view& text, std::span<uint8_t> bytes) {
  if (!ReadHex(text.substr(0, 2 * bytes.size()), bytes)) return false;
  text.remove_prefix(2 * bytes.size());
  return true;
}

Result<Header> ReadHeader(const std::string& path, std::string_view text) {
  Header header;
  if (!Taken(text, kOpening)) {
    if (!Taken(text, kFirstWord)) {
      return Fail(ErrorCode::kCorrupt, "this is no passphrase header", path);
    }
    return Fail(ErrorCode::kVersion,
                "the passphrase header has a format that this version does not know", path);
  }
  const bool good = Taken(text, "scrypt n=") && TakenNumber(text, header.cost.n) &&
                    Taken(text, " r=") && TakenNumber(text, header.cost.r) && Taken(text, " p=") &&
                    TakenNumber(text, header.cost.p) && Taken(text, "\nsalt ") &&
                    TakenHex(text, header.salt) && Taken(text, "\nfingerprint ") &&
                    TakenHex(text, header.fingerprint) && Taken(text, "\n") && text.empty();
  if (!good) return Fail(ErrorCode::kCorrupt, "the passphrase header is cut or changed", path);
  return header;
}

Result<std::shared_ptr<const RootKey>> Derive(const std::string& path, ByteView passphrase,
                                              const Header& header) {
  auto key = Scrypt(passphrase, header.salt, header.cost, kKeySize);
  if (!key) return tl::unexpected(key.error());
  return MakeRootKey(std::move(*key), fmt::format("the passphrase of {}", path));
}

}  // namespace

Result<std::shared_ptr<const RootKey>> CreatePassphraseRootKey(const std::string& path,
                                                               ByteView passphrase,
                                                               const PassphraseCost& cost) {
  if (passphrase.size() < kShortestPassphrase) {
    return Fail(ErrorCode::kInvalidInput,
                fmt::format("a passphrase has at least {} bytes", kShortestPassphrase));
  }
  Header header;
  header.cost = {cost.n, cost.r, cost.p};
  if (auto filled = FillRandom(header.salt); !filled) return tl::unexpected(filled.error());
  auto key = Derive(path, passphrase, header);
  if (!key) return key;
  header.fingerprint = (*key)->fingerprint();
  if (auto written = CreateOwnedFile(path, AsBytes(Text(header))); !written) {
    return tl::unexpected(written.error());
  }
  return key;
}

Result<std::shared_ptr<const RootKey>> OpenPassphraseRootKey(const std::string& path,
                                                             ByteView passphrase) {
  const auto file = ReadOwnedFile(path, Privacy::kNobodyWrites);
  if (!file) return tl::unexpected(file.error());
  const auto header = ReadHeader(path, AsText(file->view()));
  if (!header) return tl::unexpected(header.error());
  auto key = Derive(path, passphrase, *header);
  if (!key && key.error().code == ErrorCode::kInvalidInput) {
    return Fail(ErrorCode::kCorrupt, "the passphrase header asks for an impossible cost", path);
  }
  if (key && (*key)->fingerprint() != header->fingerprint) {
    return Fail(ErrorCode::kBadSecret, "the passphrase is wrong", path);
  }
  return key;
}

}  // namespace keyward::crypto
