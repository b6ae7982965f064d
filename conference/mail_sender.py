from nisn_site.kit.outbox.sender import Sender

from .models import Network


def sender() -> Sender:
    """The network, as the mails of the site name it."""
    network = Network.objects.first()
    return Sender(network.name, network.postal_address) if network else Sender("")
